/**
 * The paper's experiments, one command each: its tables with several seeds, results appended to a
 * file, runs that go on after a kill. May depend on {@code data}, {@code batches}, {@code recipe},
 * {@code training}, {@code mnist}, {@code paper.figures} and {@code bc-layers}.
 */
package org.binaryconnect.examples.paper;
