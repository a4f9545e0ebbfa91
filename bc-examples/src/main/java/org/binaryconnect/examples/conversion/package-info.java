/**
 * The conversion example: a float MNIST network, trained, made binary and fine-tuned. May depend on
 * {@code data} and {@code bc-layers}.
 */
package org.binaryconnect.examples.conversion;
