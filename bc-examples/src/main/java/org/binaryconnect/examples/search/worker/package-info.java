/**
 * Candidates in processes of their own on this computer. May depend on {@code search.candidate},
 * {@code search.data}, {@code search.job} and {@code search.run}.
 */
package org.binaryconnect.examples.search.worker;
