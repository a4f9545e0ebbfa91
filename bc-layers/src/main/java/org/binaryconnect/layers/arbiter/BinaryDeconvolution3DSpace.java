package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryDeconvolution3D;

/** A space of {@link BinaryDeconvolution3D}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryDeconvolution3DSpace
        extends BinaryConvolutionOfVolumesSpace<BinaryDeconvolution3D> {

    protected BinaryDeconvolution3DSpace(Builder builder) {
        super(builder);
    }

    @Override
    public BinaryDeconvolution3D getValue(double[] values) {
        BinaryDeconvolution3D.Builder layer = new BinaryDeconvolution3D.Builder();
        setConvolutionOptions(layer, values);
        Options.set(getDataFormat(), values, layer::dataFormat);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryDeconvolution3D.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryConvolutionOfVolumesSpace.Builder<Builder> {

        @Override
        public BinaryDeconvolution3DSpace build() {
            return new BinaryDeconvolution3DSpace(this);
        }
    }
}
