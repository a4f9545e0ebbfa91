/**
 * What the packages of the examples share: the exception that becomes one line for the user, and
 * files that are replaced in one step. May depend on DL4J alone.
 */
package org.binaryconnect.examples;
