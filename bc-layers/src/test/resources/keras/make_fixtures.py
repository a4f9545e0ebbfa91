"""Writes the Keras models beside this file, with inputs and the outputs that larq computes.

Not run by the build; run it only to change the fixtures. Made with Python 3.11, larq 0.13.3,
tensorflow-cpu 2.13.1 (Keras 2.13.1, in whose legacy HDF5 format Deeplearning4j reads models) and
numpy 1.24.3:

    pip install larq==0.13.3 tensorflow-cpu==2.13.1
    python make_fixtures.py

NAME.h5 is a whole model, NAME.input.npy a batch of inputs, NAME.output.npy what the model predicts
for it. refused/NAME.json is the architecture of a model that the import has to refuse; the layer to
blame is named "blamed".
"""

import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import larq as lq
import numpy as np
import tensorflow as tf

FOLDER = pathlib.Path(__file__).parent
BATCH = 3

keras = tf.keras.layers
quant = lq.layers


def sequential(shape, *layers):
    return tf.keras.Sequential([keras.Input(shape), *layers])


def randomize(model, generator):
    """Values that tell a wrong layout, a wrong sign and a lost variable apart."""
    for layer in model.layers:
        values = []
        for variable in layer.variables:
            if "variance" in variable.name:
                value = generator.uniform(0.5, 2.0, variable.shape)
            else:
                value = generator.normal(0.0, 0.9, variable.shape)
            if "kernel" in variable.name:
                # The sign of both zeros is +1.
                value.flat[0] = 0.0
                value.flat[-1] = -0.0
                if variable.constraint is not None:
                    value = np.array(variable.constraint(tf.constant(value, tf.float32)))
            values.append(value.astype(np.float32))
        layer.set_weights(values)


def write(name, model, compiled=False):
    generator = np.random.default_rng(1)
    randomize(model, generator)
    if compiled:
        # Deeplearning4j knows the names of Keras's legacy optimizers only.
        model.compile(tf.keras.optimizers.legacy.Adam(0.01), "categorical_crossentropy")
    features = generator.normal(0.0, 0.3, (BATCH, *model.input_shape[1:])).astype(np.float32)
    model.save(FOLDER / f"{name}.h5", include_optimizer=compiled)
    np.save(FOLDER / f"{name}.input.npy", features)
    np.save(FOLDER / f"{name}.output.npy", model.predict(features, verbose=0))
    tf.keras.backend.clear_session()


def refused(name, shape, layer):
    folder = FOLDER / "refused"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(sequential(shape, layer).to_json() + "\n")


write(
    "dense",
    sequential(
        (5,),
        quant.QuantDense(
            6, kernel_quantizer="ste_sign", kernel_constraint="weight_clip", use_bias=False
        ),
        keras.BatchNormalization(),
        keras.Activation("relu"),
        quant.QuantDense(
            4,
            kernel_quantizer=lq.quantizers.SwishSign(),
            kernel_constraint=lq.constraints.WeightClip(0.5),
            activation="tanh",
        ),
        # A function instead of an object, and weights beyond the clip of 1.
        quant.QuantDense(3, kernel_quantizer=lq.quantizers.approx_sign, activation="softmax"),
    ),
    compiled=True,
)
write(
    "dense_scaled",
    sequential((5,), quant.QuantDense(4, kernel_quantizer="magnitude_aware_sign")),
)
write(
    "dense_real",
    sequential((5,), quant.QuantDense(4, kernel_constraint=lq.constraints.WeightClip(0.5))),
)
write(
    "convolution1d",
    sequential(
        (8, 3),
        quant.QuantConv1D(4, 3, padding="causal", kernel_quantizer="ste_sign", activation="relu"),
        keras.MaxPooling1D(2),
        quant.QuantConv1D(2, 2, kernel_quantizer="magnitude_aware_sign"),
    ),
)
write(
    "convolution2d",
    sequential(
        (9, 8, 3),
        quant.QuantConv2D(
            4, (3, 2), strides=2, padding="same", kernel_quantizer="ste_sign", use_bias=False
        ),
        keras.BatchNormalization(),
        keras.Activation("relu"),
        keras.MaxPooling2D((2, 1)),
        quant.QuantConv2D(5, 2, kernel_quantizer="magnitude_aware_sign", activation="tanh"),
        keras.Flatten(),
        quant.QuantDense(3, kernel_quantizer="ste_sign", activation="softmax"),
    ),
    compiled=True,
)
write(
    "convolution3d",
    sequential(
        (4, 5, 6, 2),
        quant.QuantConv3D(3, (2, 3, 2), kernel_quantizer="ste_sign", activation="relu"),
        quant.QuantConv3D(2, 2, padding="same", kernel_quantizer="magnitude_aware_sign"),
    ),
)
write(
    "depthwise",
    sequential(
        (6, 5, 3),
        quant.QuantDepthwiseConv2D(
            (3, 2), depth_multiplier=2, depthwise_quantizer="ste_sign", activation="relu"
        ),
        keras.AveragePooling2D(2),
        quant.QuantDepthwiseConv2D(
            2, padding="same", depthwise_quantizer="ste_sign", use_bias=False
        ),
    ),
)
write(
    "separable",
    sequential(
        (6, 5, 3),
        quant.QuantSeparableConv2D(
            4,
            (3, 2),
            depth_multiplier=2,
            depthwise_quantizer="ste_sign",
            pointwise_quantizer="ste_sign",
            pointwise_constraint="weight_clip",
        ),
    ),
)
write(
    "separable_real",
    sequential(
        (6, 5, 3),
        quant.QuantSeparableConv2D(
            4,
            2,
            depthwise_constraint="weight_clip",
            pointwise_constraint=lq.constraints.WeightClip(0.5),
        ),
    ),
)
write(
    "transposed2d",
    sequential(
        (4, 5, 3),
        quant.QuantConv2DTranspose(4, (3, 2), kernel_quantizer="ste_sign", activation="relu"),
        quant.QuantConv2DTranspose(2, 3, strides=2, padding="same", kernel_quantizer="ste_sign"),
    ),
)
write(
    "transposed3d",
    sequential(
        (2, 3, 2, 3),
        quant.QuantConv3DTranspose(2, (2, 3, 2), strides=(1, 2, 1), kernel_quantizer="ste_sign"),
    ),
)

features = keras.Input((6, 6, 2))
left = quant.QuantConv2D(3, 3, kernel_quantizer="ste_sign", padding="same")(features)
right = quant.QuantDepthwiseConv2D(3, depthwise_quantizer="ste_sign", padding="same")(left)
sums = keras.Activation("relu")(keras.Add()([left, right]))
scores = quant.QuantDense(4, kernel_quantizer="ste_sign")(keras.Flatten()(sums))
write("functional", tf.keras.Model(features, scores))


def magnitudes(kernel):
    """Mean magnitude of each output channel."""
    return np.abs(kernel).reshape(-1, kernel.shape[-1]).mean(axis=0)


def binarize(model):
    """What BinaryConversion documents: signs, times their channel's mean magnitude."""
    for layer, behind in zip(model.layers, model.layers[1:] + [None]):
        if not hasattr(layer, "kernel"):
            continue
        kernel, *bias = layer.get_weights()
        scale = magnitudes(kernel)
        if not isinstance(behind, keras.BatchNormalization):
            # The magnitude is that of latent weights: their mean is 1 / 2, the largest are cut off.
            latent = np.clip(kernel * 0.5 / np.abs(kernel).mean(), -1, 1)
            scale = magnitudes(latent) * np.abs(kernel).mean() / np.abs(latent).mean()
        layer.set_weights([np.sign(kernel) * scale, *bias])


def write_plain(name):
    """A model of Keras's own layers, trained; NAME.binary.npy is what it predicts once binary."""
    tf.keras.utils.set_random_seed(1)
    generator = np.random.default_rng(1)
    model = sequential(
        (7, 6, 2),
        keras.Conv2D(4, 3, use_bias=False),
        keras.BatchNormalization(),
        keras.Activation("relu"),
        keras.MaxPooling2D(2),
        keras.Flatten(),
        keras.Dense(6, activation="tanh"),
        keras.Dense(3, activation="softmax"),
    )
    model.compile(tf.keras.optimizers.legacy.Adam(0.01), "categorical_crossentropy")
    classes = np.arange(300) % 3
    patterns = generator.normal(0.0, 1.0, (3, 7, 6, 2))
    features = patterns[classes] + generator.normal(0.0, 0.5, (300, 7, 6, 2))
    model.fit(features, np.eye(3)[classes], epochs=20, verbose=0)
    model.save(FOLDER / f"{name}.h5")
    features = features[:30].astype(np.float32)
    np.save(FOLDER / f"{name}.input.npy", features)
    np.save(FOLDER / f"{name}.output.npy", model.predict(features, verbose=0))
    binarize(model)
    np.save(FOLDER / f"{name}.binary.npy", model.predict(features, verbose=0))
    tf.keras.backend.clear_session()


write_plain("plain")

blamed = {"name": "blamed"}
refused("input_quantizer", (5,), quant.QuantDense(4, input_quantizer="ste_sign", **blamed))
for quantizer in ("ste_tern", "ste_heaviside", "dorefa_quantizer"):
    refused(quantizer, (5,), quant.QuantDense(4, kernel_quantizer=quantizer, **blamed))
refused(
    "no_op", (5,), quant.QuantDense(4, kernel_quantizer=lq.quantizers.NoOp(precision=1), **blamed)
)
refused(
    "activation",
    (5,),
    quant.QuantDense(4, activation=lq.quantizers.SteSign(), **blamed),
)
refused(
    "pad_values",
    (5, 5, 2),
    quant.QuantConv2D(4, 3, padding="same", pad_values=1.0, **blamed),
)
refused("groups", (5, 5, 2), quant.QuantConv2D(4, 3, groups=2, **blamed))
refused(
    "channels_first", (2, 5, 5), quant.QuantConv2D(4, 3, data_format="channels_first", **blamed)
)
refused(
    "output_padding",
    (5, 5, 2),
    quant.QuantConv2DTranspose(4, 3, strides=2, output_padding=1, **blamed),
)
refused("border", (5, 5, 2), quant.QuantConv2DTranspose(4, 2, strides=3, **blamed))
refused(
    "scaled_depthwise",
    (5, 5, 2),
    quant.QuantDepthwiseConv2D(3, depthwise_quantizer="magnitude_aware_sign", **blamed),
)
refused(
    "scaled_transposed",
    (5, 5, 2),
    quant.QuantConv2DTranspose(4, 3, kernel_quantizer="magnitude_aware_sign", **blamed),
)
refused(
    "half_separable",
    (5, 5, 2),
    quant.QuantSeparableConv2D(4, 3, depthwise_quantizer="ste_sign", **blamed),
)
refused(
    "two_clips",
    (5, 5, 2),
    quant.QuantSeparableConv2D(
        4,
        3,
        depthwise_quantizer="ste_sign",
        pointwise_quantizer="ste_sign",
        depthwise_constraint=lq.constraints.WeightClip(0.5),
        pointwise_constraint="weight_clip",
        **blamed,
    ),
)
refused("separable1d", (5, 2), quant.QuantSeparableConv1D(4, 3, **blamed))
refused("locally_connected1d", (5, 2), quant.QuantLocallyConnected1D(4, 3, **blamed))
refused("locally_connected2d", (5, 5, 2), quant.QuantLocallyConnected2D(4, 3, **blamed))
refused(
    "constraint",
    (5,),
    quant.QuantDense(4, kernel_quantizer="ste_sign", bias_constraint="weight_clip", **blamed),
)
