package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;

/** A space of {@link BinaryConvolutionLayer}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryConvolutionLayerSpace
        extends BinaryConvolutionOfImagesSpace<BinaryConvolutionLayer> {

    protected BinaryConvolutionLayerSpace(Builder builder) {
        super(builder);
    }

    @Override
    public BinaryConvolutionLayer getValue(double[] values) {
        BinaryConvolutionLayer.Builder layer = new BinaryConvolutionLayer.Builder();
        setConvolutionOptions(layer, values);
        Options.set(getDataFormat(), values, layer::dataFormat);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryConvolutionLayer.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryConvolutionOfImagesSpace.Builder<Builder> {

        @Override
        public BinaryConvolutionLayerSpace build() {
            return new BinaryConvolutionLayerSpace(this);
        }
    }
}
