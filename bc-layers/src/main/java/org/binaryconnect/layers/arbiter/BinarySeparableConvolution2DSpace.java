package org.binaryconnect.layers.arbiter;

import java.util.List;
import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinarySeparableConvolution2D;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.api.layers.LayerConstraint;

/** A space of {@link BinarySeparableConvolution2D}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinarySeparableConvolution2DSpace
        extends BinaryConvolutionOfImagesSpace<BinarySeparableConvolution2D> {

    private ParameterSpace<Integer> depthMultiplier;
    private ParameterSpace<List<LayerConstraint>> constrainPointWise;

    protected BinarySeparableConvolution2DSpace(Builder builder) {
        super(builder);
        this.depthMultiplier = builder.depthMultiplier;
        this.constrainPointWise = builder.constrainPointWise;
    }

    @Override
    public BinarySeparableConvolution2D getValue(double[] values) {
        BinarySeparableConvolution2D.Builder layer = new BinarySeparableConvolution2D.Builder();
        setConvolutionOptions(layer, values);
        Options.set(getDataFormat(), values, layer::dataFormat);
        Options.set(depthMultiplier, values, layer::depthMultiplier);
        Options.setAll(constrainPointWise, values, layer::constrainPointWise);
        return layer.build();
    }

    /** Builder with the options of {@link BinarySeparableConvolution2D.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryConvolutionOfImagesSpace.Builder<Builder> {

        private ParameterSpace<Integer> depthMultiplier;
        private ParameterSpace<List<LayerConstraint>> constrainPointWise;

        public Builder depthMultiplier(int depthMultiplier) {
            return depthMultiplier(new FixedValue<>(depthMultiplier));
        }

        public Builder depthMultiplier(ParameterSpace<Integer> depthMultiplier) {
            this.depthMultiplier = depthMultiplier;
            return this;
        }

        public Builder constrainPointWise(LayerConstraint... constrainPointWise) {
            return constrainPointWise(new FixedValue<>(List.of(constrainPointWise)));
        }

        public Builder constrainPointWise(
                ParameterSpace<List<LayerConstraint>> constrainPointWise) {
            this.constrainPointWise = constrainPointWise;
            return this;
        }

        @Override
        public BinarySeparableConvolution2DSpace build() {
            return new BinarySeparableConvolution2DSpace(this);
        }
    }
}
