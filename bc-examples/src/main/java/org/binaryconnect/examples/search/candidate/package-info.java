/**
 * Training one candidate of a search, wherever that happens. May depend on {@code search.data} and
 * {@code bc-layers}.
 */
package org.binaryconnect.examples.search.candidate;
