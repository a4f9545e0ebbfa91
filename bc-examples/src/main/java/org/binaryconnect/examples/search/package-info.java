/**
 * Hyperparameter search: {@code ./bc search}. May depend on the packages below it.
 *
 * <p>{@code job} reads the job file, {@code run} draws and stores candidates, {@code worker} trains
 * them in processes of their own, each by {@code candidate} with {@code data}, and {@code report}
 * shows what was found.
 */
package org.binaryconnect.examples.search;
