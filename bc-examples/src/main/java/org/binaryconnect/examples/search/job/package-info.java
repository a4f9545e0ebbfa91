/**
 * The job file of a search: what it may say, and what it means in Arbiter's terms. Every fault is
 * told with its JSON path. May depend on {@code search.data}, {@code bc-updaters}, {@code
 * bc-layers} and {@code bc-hwexport}.
 */
package org.binaryconnect.examples.search.job;
