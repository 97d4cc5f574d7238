CREATE TYPE status AS ENUM ('open', 'paid');
