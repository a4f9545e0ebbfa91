package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryConvolution3D;

/** A space of {@link BinaryConvolution3D}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryConvolution3DSpace extends BinaryConvolutionOfVolumesSpace<BinaryConvolution3D> {

    protected BinaryConvolution3DSpace(Builder builder) {
        super(builder);
    }

    @Override
    public BinaryConvolution3D getValue(double[] values) {
        BinaryConvolution3D.Builder layer = new BinaryConvolution3D.Builder();
        setConvolutionOptions(layer, values);
        Options.set(getDataFormat(), values, layer::dataFormat);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryConvolution3D.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryConvolutionOfVolumesSpace.Builder<Builder> {

        @Override
        public BinaryConvolution3DSpace build() {
            return new BinaryConvolution3DSpace(this);
        }
    }
}
