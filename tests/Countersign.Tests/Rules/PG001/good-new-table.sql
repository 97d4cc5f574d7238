CREATE TABLE orders (day date);
CREATE INDEX orders_day ON public.orders (day);
