package org.binaryconnect.examples.search.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.pipeline.DeploymentCost;

/**
 * What became of one candidate; stored as JSON.
 *
 * @param index in the order in which candidates were drawn, from 0
 * @param status how it ended
 * @param values Arbiter's numbers, 0 to 1, that it was made of
 * @param parameters the searched parameters by name, as text
 * @param cost on the device; null if it is not known
 * @param errors validation error after each epoch, 0 to 1
 * @param failure one line; null if there is none
 * @param fitSeconds within {@code fit}
 * @param evaluateSeconds estimating batch normalization and evaluating
 * @param seconds in all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CandidateResult(
        int index,
        Status status,
        double[] values,
        Map<String, String> parameters,
        DeploymentCost cost,
        List<Double> errors,
        String failure,
        double fitSeconds,
        double evaluateSeconds,
        double seconds) {

    /** How a candidate ended. */
    public enum Status {
        /** Trained to the last epoch. */
        COMPLETE,
        /** Stopped early as one without hope. */
        STOPPED,
        /** Could not be made or trained. */
        FAILED,
        /** Exceeds a limit of the device; was never trained. */
        INFEASIBLE
    }

    /** The lowest validation error of all epochs. */
    @JsonIgnore
    public double error() {
        return errors.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    @JsonIgnore
    public boolean isComplete() {
        return status == Status.COMPLETE;
    }

    /** Whether it was trained, or tried to. */
    @JsonIgnore
    public boolean isTrained() {
        return status != Status.INFEASIBLE;
    }
}
