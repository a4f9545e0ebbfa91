/**
 * Binary weights in DL4J's training UI. The only package that needs {@code
 * deeplearning4j-ui-model}, which is an optional dependency: a user of this package adds it, or
 * {@code deeplearning4j-ui}, which brings it. May depend on {@code monitor}.
 */
package org.binaryconnect.layers.monitor.ui;
