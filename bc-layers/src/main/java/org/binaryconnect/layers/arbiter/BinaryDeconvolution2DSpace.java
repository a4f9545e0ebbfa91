package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryDeconvolution2D;

/** A space of {@link BinaryDeconvolution2D}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryDeconvolution2DSpace
        extends BinaryConvolutionOfImagesSpace<BinaryDeconvolution2D> {

    protected BinaryDeconvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    public BinaryDeconvolution2D getValue(double[] values) {
        BinaryDeconvolution2D.Builder layer = new BinaryDeconvolution2D.Builder();
        setConvolutionOptions(layer, values);
        Options.set(getDataFormat(), values, layer::dataFormat);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryDeconvolution2D.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryConvolutionOfImagesSpace.Builder<Builder> {

        @Override
        public BinaryDeconvolution2DSpace build() {
            return new BinaryDeconvolution2DSpace(this);
        }
    }
}
