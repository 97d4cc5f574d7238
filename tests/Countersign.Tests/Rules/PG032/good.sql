ALTER TYPE status ADD VALUE 'sent' AFTER 'paid';
