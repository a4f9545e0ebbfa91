/**
 * The whole export, its steps in order. The top of this module: may depend on every package of it.
 */
package org.binaryconnect.hwexport.pipeline;
