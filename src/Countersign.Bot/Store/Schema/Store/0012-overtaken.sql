-- The highest fence that worked on a deployment: what an executor that was overtaken says of it afterwards is not kept.
alter table deployments add column fence integer not null default 0;
