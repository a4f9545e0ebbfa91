/**
 * The summary command: what a model file costs where it is deployed. May depend on {@code
 * bc-layers}.
 */
package org.binaryconnect.examples.summary;
