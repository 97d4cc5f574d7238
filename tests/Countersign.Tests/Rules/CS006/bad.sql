-- remove old rowsDROP TABLE customer;
