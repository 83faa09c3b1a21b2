"""Work on a cluster: an engine that gives the stages of a run to Apache Spark.

`spark` is the engine, on the machine that drives the run; `session` reaches Spark; `executors` is what runs there, and
`parcel` what is sent along. Scheduling, retrying and regrouping are Spark's.
"""
