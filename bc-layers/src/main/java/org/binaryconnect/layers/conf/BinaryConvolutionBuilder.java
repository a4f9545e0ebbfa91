package org.binaryconnect.layers.conf;

import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * The options that the builders of all binary convolutions have: those of DL4J's base builder, with
 * sizes checked and completed as DL4J's builder of the layer does.
 *
 * @param <B> the builder
 */
public abstract class BinaryConvolutionBuilder<B extends BinaryConvolutionBuilder<B>>
        extends ConvolutionLayer.BaseConvBuilder<B> implements BinaryLayerBuilder<B> {

    private final ConvolutionLayer.BaseConvBuilder<?> sizes;

    /**
     * @param options DL4J's builder of the layer, from which the defaults are taken
     */
    BinaryConvolutionBuilder(ConvolutionLayer.BaseConvBuilder<?> options) {
        sizes = options;
        CommonFields.copy(options, this);
    }

    @Override
    protected boolean allowCausal() {
        return false;
    }

    @Override
    public void setKernelSize(int[] kernelSize) {
        sizes.setKernelSize(kernelSize);
        this.kernelSize = sizes.getKernelSize();
    }

    @Override
    public void setStride(int[] stride) {
        sizes.setStride(stride);
        this.stride = sizes.getStride();
    }

    @Override
    public void setPadding(int[] padding) {
        sizes.setPadding(padding);
        this.padding = sizes.getPadding();
    }

    @Override
    public void setDilation(int[] dilation) {
        sizes.setDilation(dilation);
        this.dilation = sizes.getDilation();
    }
}
