/**
 * What a search found: evaluated after export, and shown as table, files and page. May depend on
 * {@code search.run}, {@code search.job}, {@code search.candidate}, {@code search.data}, {@code
 * export}, {@code page} and {@code bc-hwexport}.
 */
package org.binaryconnect.examples.search.report;
