/**
 * The candidates of a search on Apache Spark. May depend on {@code search.candidate}, {@code
 * search.data}, {@code search.job}, {@code search.run} and {@code examples.spark}.
 */
package org.binaryconnect.examples.search.spark;
