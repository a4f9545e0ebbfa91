package org.binaryconnect.examples.data;

public record ImageSets(ImageSet training, ImageSet validation, ImageSet test) {}
