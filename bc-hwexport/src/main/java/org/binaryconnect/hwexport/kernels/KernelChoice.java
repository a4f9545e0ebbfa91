package org.binaryconnect.hwexport.kernels;

import java.util.List;

/** How one operation with weights is computed in C. */
public sealed interface KernelChoice {

    /** The name in reports. */
    String id();

    /** Files of the runtime that it needs, without the requantization. */
    List<String> sources();

    /** A dense layer. */
    record Dense(DenseKernel kernel) implements KernelChoice {
        @Override
        public String id() {
            return kernel.id();
        }

        @Override
        public List<String> sources() {
            return List.of(kernel.function() + ".c");
        }
    }

    /** A convolution that copies each window and passes it to a dense kernel. */
    record Windows(DenseKernel kernel) implements KernelChoice {
        @Override
        public String id() {
            return "windows+" + kernel.id();
        }

        @Override
        public List<String> sources() {
            return List.of("bc_conv_windows.c", kernel.function() + ".c");
        }
    }

    /** A convolution of which all window positions and filters share the tables. */
    record SharedTables() implements KernelChoice {
        @Override
        public String id() {
            return "shared-lut8";
        }

        @Override
        public List<String> sources() {
            return List.of("bc_conv_lut8.c");
        }
    }

    /**
     * A depthwise convolution.
     *
     * @param binary whether the weights are
     */
    record Depthwise(boolean binary) implements KernelChoice {
        @Override
        public String id() {
            return binary ? "depthwise" : "depthwise-s8";
        }

        @Override
        public List<String> sources() {
            return List.of(binary ? "bc_depthwise.c" : "bc_depthwise_s8.c");
        }
    }

    /** A dense layer with floating-point activations. */
    record FloatDense(FloatKernel kernel) implements KernelChoice {
        @Override
        public String id() {
            return kernel.id();
        }

        @Override
        public List<String> sources() {
            return List.of(kernel.function() + ".c");
        }
    }

    /** A convolution with floating-point activations, as {@link Windows}. */
    record FloatWindows(FloatKernel kernel) implements KernelChoice {
        @Override
        public String id() {
            return "windows+" + kernel.id();
        }

        @Override
        public List<String> sources() {
            return List.of("bc_f32_conv_windows.c", kernel.function() + ".c");
        }
    }

    /**
     * A depthwise convolution with floating-point activations.
     *
     * @param binary whether the weights are
     */
    record FloatDepthwise(boolean binary) implements KernelChoice {
        @Override
        public String id() {
            return binary ? "f32-depthwise" : "f32-depthwise-real";
        }

        /** The C function. */
        public String function() {
            return binary ? "bc_f32_depthwise" : "bc_f32_depthwise_real";
        }

        @Override
        public List<String> sources() {
            return List.of(function() + ".c");
        }
    }
}
