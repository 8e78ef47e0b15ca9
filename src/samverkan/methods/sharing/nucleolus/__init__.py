"""The nucleolus and its kin, the least core, and the certificate that says a share is the nucleolus."""
