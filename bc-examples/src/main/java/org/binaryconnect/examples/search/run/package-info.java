/**
 * The course of a search: what is drawn, what is stored, what is best. Where candidates are trained
 * is a {@link org.binaryconnect.examples.search.run.CandidateRunner}'s. May depend on {@code
 * search.job}, {@code search.candidate}, {@code search.data}, {@code mnist} and {@code
 * bc-hwexport}.
 */
package org.binaryconnect.examples.search.run;
