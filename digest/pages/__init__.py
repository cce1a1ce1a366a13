"""What pages say: safe figures and sentences, before any form is given to them."""
