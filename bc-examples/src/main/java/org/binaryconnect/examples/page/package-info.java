/**
 * Pages with plots that one file holds, and that need no network. May depend on {@code
 * bc-hwexport}.
 */
package org.binaryconnect.examples.page;
