/**
 * The examples of a search, in memory, in whatever process trains a candidate. May depend on {@code
 * examples.data} and {@code examples.batches}.
 */
package org.binaryconnect.examples.search.data;
