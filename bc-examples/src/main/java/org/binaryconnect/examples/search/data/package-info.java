/**
 * The examples of a search, in memory, in whatever process trains a candidate. May depend on {@code
 * examples.data}.
 */
package org.binaryconnect.examples.search.data;
