package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryDepthwiseConvolution2D;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;

/** A space of {@link BinaryDepthwiseConvolution2D}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryDepthwiseConvolution2DSpace
        extends BinaryConvolutionOfImagesSpace<BinaryDepthwiseConvolution2D> {

    private ParameterSpace<Integer> depthMultiplier;

    protected BinaryDepthwiseConvolution2DSpace(Builder builder) {
        super(builder);
        this.depthMultiplier = builder.depthMultiplier;
    }

    @Override
    public BinaryDepthwiseConvolution2D getValue(double[] values) {
        BinaryDepthwiseConvolution2D.Builder layer = new BinaryDepthwiseConvolution2D.Builder();
        setConvolutionOptions(layer, values);
        Options.set(getDataFormat(), values, layer::dataFormat);
        Options.set(depthMultiplier, values, layer::depthMultiplier);
        return layer.build();
    }

    /** Builder with the options of {@link BinaryDepthwiseConvolution2D.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryConvolutionOfImagesSpace.Builder<Builder> {

        private ParameterSpace<Integer> depthMultiplier;

        public Builder depthMultiplier(int depthMultiplier) {
            return depthMultiplier(new FixedValue<>(depthMultiplier));
        }

        public Builder depthMultiplier(ParameterSpace<Integer> depthMultiplier) {
            this.depthMultiplier = depthMultiplier;
            return this;
        }

        @Override
        public BinaryDepthwiseConvolution2DSpace build() {
            return new BinaryDepthwiseConvolution2DSpace(this);
        }
    }
}
