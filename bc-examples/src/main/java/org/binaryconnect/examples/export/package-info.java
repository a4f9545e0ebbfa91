/**
 * The export command: any DL4J model file of binary layers to a firmware folder. May depend on
 * {@code data} and {@code bc-hwexport}.
 */
package org.binaryconnect.examples.export;
