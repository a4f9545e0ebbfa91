/**
 * The plan of a C program: for each operation the cheapest kernel that fits the user's limits, and
 * a place in memory for every value. May depend on {@code integer}, {@code ir} and {@code kernels}.
 */
package org.binaryconnect.hwexport.plan;
