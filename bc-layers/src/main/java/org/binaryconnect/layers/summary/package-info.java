/**
 * What a network with binary weights costs where it is deployed: bits, bytes and operations of each
 * layer. May depend on {@code network} and {@code weights}.
 */
package org.binaryconnect.layers.summary;
