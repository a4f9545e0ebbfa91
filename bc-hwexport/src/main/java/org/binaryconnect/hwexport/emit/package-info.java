/**
 * What sources in C and in Java have in common: templates, and inputs with the scores that are
 * expected. May depend on {@code floating} and {@code integer}.
 */
package org.binaryconnect.hwexport.emit;
