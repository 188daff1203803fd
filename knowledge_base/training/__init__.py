"""Training of the bilingual encoder that ships in ``knowledge_base/encoder_model``.

Not used by a running shop: ``python -m knowledge_base.training`` makes the
model again from the data folder that RELAY_DATA names.
"""
