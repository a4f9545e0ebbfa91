/**
 * What is trained, as data: recipes, and the networks of the paper that are made of them. May
 * depend on {@code bc-layers}, {@code bc-updaters}, and the shapes of images in {@code data}.
 */
package org.binaryconnect.examples.recipe;
