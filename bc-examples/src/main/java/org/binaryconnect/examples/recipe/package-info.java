/**
 * What is trained, as data: recipes, and the networks of the paper that are made of them. May
 * depend on {@code bc-layers} and {@code bc-updaters}.
 */
package org.binaryconnect.examples.recipe;
