DROP TABLE cust​omer;
