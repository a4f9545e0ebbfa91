/**
 * Benchmarks: commands that measure and print tables. May depend on {@code conversion}, {@code
 * search}, {@code bc-hwexport} and {@code bc-layers}.
 */
package org.binaryconnect.examples.bench;
