/**
 * What the packages of the examples share: the exception that becomes one line for the user.
 * Depends on nothing.
 */
package org.binaryconnect.examples;
