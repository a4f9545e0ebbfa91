package org.binaryconnect.examples.recipe;

import org.binaryconnect.updaters.Bop;
import org.binaryconnect.updaters.ProxQuant;
import org.binaryconnect.updaters.schedule.ExponentialDecaySchedule;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** How a recipe updates its weights. */
public enum Method {
    /** BinaryConnect with Adam. */
    ADAM {
        @Override
        public IUpdater updater(Recipe recipe) {
            return new Adam(recipe.learningRate());
        }
    },

    /** BinaryConnect with stochastic gradient descent. */
    SGD {
        @Override
        public IUpdater updater(Recipe recipe) {
            return new Sgd(recipe.learningRate());
        }
    },

    /** BinaryConnect with Nesterov's momentum. */
    NESTEROV {
        @Override
        public IUpdater updater(Recipe recipe) {
            return new Nesterovs(recipe.learningRate(), 0.9);
        }
    },

    /** Bop, whose adaptivity rate falls by a factor of 100; the learning rate is batch norm's. */
    BOP {
        @Override
        public IUpdater updater(Recipe recipe) {
            ISchedule gamma =
                    new ExponentialDecaySchedule(ScheduleType.EPOCH, 3e-3, 3e-5, recipe.epochs());
            return new Bop(new Adam(recipe.learningRate()), 1e-7, gamma);
        }
    },

    /** ProxQuant, whose weights are frozen for the last third of the schedule. */
    PROX_QUANT {
        @Override
        public IUpdater updater(Recipe recipe) {
            int freezeEpoch = Math.max(1, Math.round(recipe.epochs() * 2 / 3f));
            return new ProxQuant(new Adam(recipe.learningRate()), 1e-2, freezeEpoch);
        }
    };

    /** The updater of the whole network. */
    public abstract IUpdater updater(Recipe recipe);
}
