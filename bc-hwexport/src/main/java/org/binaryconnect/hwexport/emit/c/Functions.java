package org.binaryconnect.hwexport.emit.c;

/** In which headers the functions of the C runtime are declared. */
final class Functions {

    private Functions() {}

    static String header(String function) {
        if (function.startsWith("bc_f32_dense_")) {
            return "bc_f32_dense.h";
        } else if (function.startsWith("bc_f32_conv_") || function.startsWith("bc_f32_depthwise")) {
            return "bc_f32_conv.h";
        } else if (function.startsWith("bc_f32_")) {
            return function.endsWith("_pool") ? "bc_f32_pool.h" : "bc_f32_elementwise.h";
        } else if (function.startsWith("bc_dense_")) {
            return "bc_dense.h";
        } else if (function.startsWith("bc_conv_") || function.startsWith("bc_depthwise")) {
            return "bc_conv.h";
        } else if (function.endsWith("_pool")) {
            return "bc_pool.h";
        } else if (function.equals("bc_combine") || function.equals("bc_lstm_cell")) {
            return "bc_recurrent.h";
        }
        return "bc_elementwise.h";
    }
}
