/**
 * Schedules that DL4J lacks, for learning rates and any other value that DL4J takes an {@code
 * ISchedule} for. May depend on ND4J alone.
 */
package org.binaryconnect.updaters.schedule;
