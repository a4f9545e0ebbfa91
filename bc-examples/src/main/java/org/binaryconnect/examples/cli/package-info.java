/**
 * The commands behind {@code ./bc}. The top of the project: may depend on everything, and nothing
 * depends on it.
 */
package org.binaryconnect.examples.cli;
