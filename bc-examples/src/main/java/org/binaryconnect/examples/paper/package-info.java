/**
 * The paper's experiments, one command each: its tables with several seeds, results appended to a
 * file, runs that go on after a kill. May depend on {@code data}, {@code recipe}, {@code training},
 * {@code paper.figures}, {@code bc-layers} and {@code bc-hwexport}.
 */
package org.binaryconnect.examples.paper;
